//! A back end that only knows the public API: the one that the docs of `Backend` show.

use std::path::Path;

use osparc_codegen::{Config, generate_with};

#[path = "../examples/typescript/backend.rs"]
mod typescript;

#[test]
fn a_third_back_end_needs_nothing_but_the_public_ir() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json");
    let output =
        generate_with(&spec, &Config::new(), &typescript::TypeScript).expect("the document is supported");
    let [file] = output.files.as_slice() else { panic!("one file: {:?}", output.files) };
    assert_eq!(file.name, "api.d.ts");
    for piece in [
        "// osparc.io public API 0.8.0\n",
        "export type Study = {\n",
        "    \"uid\": string;\n",
        "    \"total\": number | null;\n",
        "    \"errors\"?: Array<ValidationError>;\n",
        "export type StudyPortKind = \"input\" | \"output\" | unknown;\n",
        "export interface StudiesApi {\n",
        "    get_study(call: { \"study_id\": string }): Promise<Study>;\n",
        "    delete_study_job(call: { \"study_id\": string; \"job_id\": string }): Promise<void>;\n",
    ] {
        assert!(file.text.contains(piece), "{piece}\nis not in\n{}", file.text);
    }
}
