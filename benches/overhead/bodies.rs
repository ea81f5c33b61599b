//! The bodies that the arms exchange.
//!
//! In: how many entries. Out: JSON text as the platform sends it. Invariant: the same count gives the same bytes.

use std::fmt::Write as _;

/// The study that jobs are made of.
pub(crate) const STUDY: uuid::Uuid = uuid::uuid!("7171cbf8-2fc9-11ef-95d3-0242ac140018");

/// The counts of studies with which a page has about 0.3, 4, 50 and 300 KB.
pub(crate) const PAGES: [usize; 4] = [1, 16, 200, 1200];

fn id(number: usize) -> String {
    format!("{:08x}-2fc9-11ef-95d3-0242ac140018", 0x1a41_45e2 + number)
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

/// A page of studies; long ones have descriptions, some with escapes and letters beyond ASCII.
pub(crate) fn page(count: usize) -> String {
    let item = |number: usize| {
        let description = match number % 4 {
            0 if count == 1 => "Short",
            0 => {
                "A sleeper with two inputs.\\nIt waits for as long as the first input says, and copies the second."
            }
            1 => {
                "Conductances of a peripheral nerve stimulated by a cuff electrode, averaged over ten fascicles."
            }
            2 => {
                "Température du tissu après l'exposition à un champ de 900 MHz (« worst case »), en °C par minute."
            }
            _ => "",
        };
        let uid = id(number);
        format!(
            "{{\"uid\":\"{uid}\",\"title\":\"Study number {number}\",\"description\":\"{description}\",\"owner\":null}}"
        )
    };
    let link = format!("/v0/studies?limit={count}&offset=0");
    format!(
        "{{\"items\":[{}],\"total\":{count},\"limit\":{count},\"offset\":0,\"links\":{{\"first\":\"{link}\",\
         \"last\":\"{link}\",\"self\":\"{link}\",\"next\":null,\"prev\":null}}}}",
        list(count, item)
    )
}

/// Inputs of a job: every kind of value.
pub(crate) fn inputs(count: usize) -> String {
    let item = |number: usize| {
        let value = match number % 6 {
            0 => format!("{number}"),
            1 => format!("{number}.25"),
            2 => format!("\"input file of run {number}\""),
            3 => "true".to_owned(),
            4 => format!("[{number}, 2.5, \"three\"]"),
            _ => format!(
                "{{\"id\":\"{}\",\"filename\":\"mesh-{number}.vtk\",\"content_type\":null}}",
                id(number)
            ),
        };
        format!("\"Input number {number:04}\":{value}")
    };
    format!("{{\"values\":{{{}}}}}", list(count, item))
}

/// Ports of a study: each has a schema, which is free-form JSON.
pub(crate) fn ports(count: usize) -> String {
    let item = |number: usize| {
        format!(
            "{{\"key\":\"{}\",\"kind\":\"input\",\"content_schema\":{{\"title\":\"Input {number}\",\"type\":\"number\",\
             \"x_unit\":\"milli-meter\",\"minimum\":0,\"maximum\":{number}.5,\"enum\":[1,2.5,\"x\",null]}}}}",
            id(number)
        )
    };
    format!("{{\"items\":[{}],\"total\":{count}}}", list(count, item))
}

/// A job.
pub(crate) fn job() -> String {
    let mut text = format!("{{\"id\":\"{}\",\"name\":\"studies/{STUDY}/jobs/{}\"", id(1), id(1));
    let _ = write!(
        text,
        ",\"inputs_checksum\":\"{}\",\"created_at\":\"2021-01-22T23:59:52.322176\",\"runner_name\":\"studies/{STUDY}\",\
         \"url\":\"http://localhost/v0/studies/{STUDY}/jobs/{}\",\"runner_url\":null,\"outputs_url\":null}}",
        "0123456789abcdef".repeat(4),
        id(1)
    );
    text
}

/// The status of a job: times and an enum.
pub(crate) fn status() -> String {
    format!(
        "{{\"job_id\":\"{}\",\"state\":\"STARTED\",\"progress\":42,\"submitted_at\":\"2021-04-01T07:15:54.631007Z\",\
         \"started_at\":\"2021-04-01T07:16:43.670610Z\",\"stopped_at\":null}}",
        id(1)
    )
}
