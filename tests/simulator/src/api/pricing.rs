//! Pricing plans and units.
//!
//! In: a solver, a job, or the headers of a start. Out: what a run costs. Invariant: one plan with two units, of which
//! the first is the default.

use http::StatusCode;

use super::{Call, Outcome};
use crate::job::Job;
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::validation;

const PLAN: i64 = 1;
/// Identifier, name, cores, bytes of memory, and credits per hour of each unit.
const UNITS: [(i64, &str, i64, i64, f64); 2] =
    [(1, "SMALL", 2, 8_589_934_592, 10.0), (2, "LARGE", 32, 137_438_953_472, 50.5)];

/// The pricing plan of a solver.
pub(super) fn plan(call: &Call<'_>) -> Outcome {
    super::solver::find(call)?;
    let body = Json::object([
        ("pricingPlanId", PLAN.into()),
        ("displayName", "Computing".into()),
        ("description", "What computing costs".into()),
        ("classification", "TIER".into()),
        ("createdAt", "2024-01-15T09:30:00.250000Z".into()),
        ("pricingPlanKey", "computing".into()),
        ("pricingUnits", Json::list(UNITS.map(|unit| describe(&unit)))),
    ]);
    Ok(BufferedResponse::json(StatusCode::OK, &body))
}

/// The pricing unit of a job: the one that its start named, or the default.
pub(super) fn unit_of_job(call: &Call<'_>) -> Outcome {
    let state = call.shared.state();
    let job = state.job(call.job_id()).ok_or_else(|| call.no_job(call.job_id()))?;
    let named = UNITS.iter().find(|unit| Some(unit.0) == job.pricing_unit);
    let [default, ..] = &UNITS;
    Ok(BufferedResponse::json(StatusCode::OK, &describe(named.unwrap_or(default))))
}

/// The unit that the headers of a start name, where there are both of them.
pub(super) fn of_start(call: &Call<'_>) -> Result<Option<i64>, ErrorResponse> {
    let read = |name| match call.header(name) {
        Some(text) => match text.trim().parse::<i64>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(validation::no_integer("header", name, &text, call.shared.options.version)),
        },
        None => Ok(None),
    };
    let (plan, unit) = (read("x-pricing-plan")?, read("x-pricing-unit")?);
    Ok(plan.and(unit))
}

/// Rejects a pricing unit for a job of something else, and for one with several nodes: the real server's limits.
pub(super) fn check(call: &Call<'_>, job: &Job) -> Result<(), ErrorResponse> {
    if job.runner != call.runner() {
        let text = format!("Invalid input data for job {}", job.id);
        return Err(ErrorResponse::new(StatusCode::UNPROCESSABLE_ENTITY, text));
    }
    if job.program.nodes == 1 { Ok(()) } else { Err(ErrorResponse::bug()) }
}

fn describe(&(id, name, cores, memory, cost): &(i64, &str, i64, i64, f64)) -> Json {
    Json::object([
        ("pricingUnitId", id.into()),
        ("unitName", name.into()),
        (
            "unitExtraInfo",
            Json::object([("CPU", cores.into()), ("RAM", memory.into()), ("VRAM", 0_i64.into())]),
        ),
        ("currentCostPerUnit", cost.into()),
        ("default", (id == UNITS[0].0).into()),
    ])
}
