#!/usr/bin/env bash
# Time and memory of reading hostile texts: YAML and JSON that are nested, repeated or long in every way.
#
#   benches/load.sh [MEGABYTES] [PATTERN]
#
# Each shape is a text of that size (default 20), except for bombs, which are small. The outcome is the code of the first
# diagnostic; `not-openapi` means that the text was read. The exit status is 1 if a shape takes more than 2 s and 80 MB of
# memory per MB of text (and 300 MB), or if the generator crashes. PATTERN picks shapes by name, as in 'flow_*'.
# It needs bash and python3, nothing else.
set -euo pipefail

cd "$(dirname "$0")/.."
build=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
cargo build --quiet --release --package osparc-codegen --bin osparc-codegen
exec python3 - "$build/release/osparc-codegen" "${1:-20}" "${2:-*}" <<'PYTHON'
import fnmatch, os, pathlib, re, subprocess, sys, tempfile

generator, megabytes, pattern = sys.argv[1:]
size = int(float(megabytes) * 1e6)

def fill(unit, size, head="", tail=""):
    return head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail
def numbered(f, size):
    out=[];n=0;i=0
    while n<size:
        s=f(i);out.append(s);n+=len(s);i+=1
    return "".join(out)
def indent(size, f):
    out=[];n=0;i=0
    while n<size:
        s=" "*i+f+"\n";out.append(s);n+=len(s);i+=1
    return "".join(out)

YAML = {
"flow_seq_nest":lambda s:fill("[",s),
"flow_seq_nest_lines":lambda s:fill("[\n",s),
"flow_map_nest":lambda s:fill("{a: ",s),
"flow_mixed_nest":lambda s:fill("[{a: ",s),
"dashes":lambda s:fill("- ",s),
"questions":lambda s:fill("? ",s),
"question_dash":lambda s:fill("? - ",s),
"indent_keys":lambda s:indent(s,"a:"),
"indent_dashes":lambda s:indent(s,"-"),
"colons":lambda s:fill(": ",s),
"bomb":lambda s:"a0: &a0 [x,x,x,x,x,x,x,x,x]\n"+"".join(f"a{i}: &a{i} [{','.join(['*a%d'%(i-1)]*9)}]\n" for i in range(1,12)),
"bomb_keys":lambda s:"a0: &a0 {x: 1}\n"+"".join(f"a{i}: &a{i} {{a: *a{i-1}, b: *a{i-1}}}\n" for i in range(1,60)),
"chain_alias":lambda s:"a0: &a0 [x]\n"+numbered(lambda i:f"a{i+1}: &a{i+1} [*a{i}]\n",s),
"merge_chain":lambda s:"a0: &a0 {x: 1}\n"+numbered(lambda i:f"a{i+1}: &a{i+1}\n  <<: *a{i}\n  k{i}: 1\n",s),
"anchors":lambda s:numbered(lambda i:f"a{i}: &a{i} x\n",s),
"same_anchor":lambda s:fill("- &a x\n",s),
"aliases":lambda s:fill("- *a\n",s,"- &a x\n"),
"aliases_big":lambda s:fill("- *a\n",s,"- &a "+"x"*1000+"\n"),
"self_alias":lambda s:"a: &a [*a]\n",
"plain_line":lambda s:"a: "+"x"*s+"\n",
"plain_words":lambda s:"a: "+"x y "*(s//4)+"\n",
"plain_lines":lambda s:"a: x\n"+fill("  xxxx\n",s),
"plain_blank_lines":lambda s:"a: x\n"+fill("\n",s)+"  y\n",
"double_escapes":lambda s:'a: "'+"\\u0041"*(s//6)+'"\n',
"double_folds":lambda s:'a: "'+"x\n  "*(s//4)+'"\n',
"double_spaces":lambda s:'a: "'+" "*s+'"\n',
"single_quotes":lambda s:"a: '"+"''"*(s//2)+"'\n",
"unterminated":lambda s:"a: '"+"x"*s,
"unterminated_many":lambda s:fill('"x": "y\n',s),
"literal":lambda s:"a: |\n"+fill("  xxxx\n",s),
"folded":lambda s:"a: >\n"+fill("  xxxx\n",s),
"documents":lambda s:fill("---\na\n",s),
"tag_directives":lambda s:numbered(lambda i:f"%TAG !t{i}! x\n",s)+"--- a\n",
"tag_directives_tags":lambda s:numbered(lambda i:f"%TAG !t{i}! x\n",s//2)+"---\n"+fill("- !t1!a b\n",s//2),
"yaml_directives":lambda s:fill("%FOO bar\n",s,"","--- a\n"),
"tags":lambda s:fill("- !a b\n",s),
"long_tag":lambda s:"a: !"+"x"*s+" b\n",
"long_key":lambda s:"x"*s+": 1\n",
"long_quoted_key":lambda s:'"'+"x"*s+'": 1\n',
"long_anchor":lambda s:"a: &"+"x"*s+" 1\n",
"tabs":lambda s:"a:"+"\t"*s+"1\n",
"tab_lines":lambda s:fill("\t\n",s,"a: 1\n"),
"flow_wide":lambda s:"["+fill("a,",s)+"a]",
"flow_wide_pairs":lambda s:"["+fill("a: b,",s)+"a]",
"flow_wide_empty":lambda s:"["+fill("[],",s)+"[]]",
"flow_wide_maps":lambda s:"["+fill("{},",s)+"{}]",
"flow_deep_wide":lambda s:"["*100+fill("a,",s)+"a"+"]"*100,
"flow_wide_lines":lambda s:"["+fill("a,\n",s)+"a]",
"comments":lambda s:fill("# x\n",s,"a: 1\n"),
"comment_line":lambda s:"a: 1 #"+"x"*s+"\n",
"digits":lambda s:"a: "+"1"*s+"\n",
"digits_dot":lambda s:"a: 0."+"1"*s+"\n",
"spaces":lambda s:"a:"+" "*s+"1\n",
"newlines":lambda s:"a:"+"\n"*s+" 1\n",
"keys":lambda s:numbered(lambda i:f"k{i}: v\n",s),
"same_key":lambda s:fill("k: v\n",s),
"duplicates":lambda s:fill("- {a: 1, a: 1}\n",s),
"items":lambda s:fill("- a\n",s),
"items_dash_map":lambda s:fill("- a: 1\n  b: 2\n",s),
"indented_seq":lambda s:"a:\n"+fill("  - x\n",s),
"empty_anchors":lambda s:fill("- &a\n",s),
"plain_colons":lambda s:"a: "+"x:y"*(s//3)+"\n",
"plain_hash":lambda s:"a: "+"x#"*(s//2)+"\n",
"bom_nul":lambda s:"a: "+"\0"*s,
"brackets_in_text":lambda s:"a: |\n"+fill("  [[[[{{{{\n",s)+"b: '"+"["*1000+"'\nc: x"+"["*1000+" # "+"["*1000+"\n",
}
JSON = {
"json_seq_nest":lambda s:fill("[",s),
"json_map_nest":lambda s:fill('{"a":',s),
"json_wide":lambda s:"["+fill("1,",s)+"1]",
"json_wide_empty":lambda s:"["+fill("[],",s)+"1]",
"json_wide_maps":lambda s:"["+fill("{},",s)+"1]",
"json_wide_members":lambda s:"["+fill('{"a":1},',s)+"1]",
"json_string":lambda s:'"'+"x"*s+'"',
"json_escapes":lambda s:'"'+"\\u0041"*(s//6)+'"',
"json_keys":lambda s:'{'+numbered(lambda i:f'"k{i}":1,',s)+'"z":1}',
"json_duplicates":lambda s:"["+fill('{"a":1,"a":1},',s)+"1]",
"json_digits":lambda s:"1"*s,
"json_spaces":lambda s:" "*s+"1",
"json_long_key":lambda s:'{"'+"x"*s+'":1}',
"json_deep_wide":lambda s:"["*100+fill("1,",s)+"1"+"]"*100,
}

scratch = tempfile.TemporaryDirectory()
failed = False
print(f"{'shape':<24} {'MB':>6} {'cpu s':>7} {'peak MB':>8}  outcome")
for extension, shapes in (("yaml", YAML), ("json", JSON)):
    for name, text in shapes.items():
        if not fnmatch.fnmatch(name, pattern):
            continue
        document = pathlib.Path(scratch.name, f"{name}.{extension}")
        # A child writes it: what this process has in memory would count as the generator's.
        if os.fork() == 0:
            document.write_text(text(size))
            os._exit(0)
        os.wait()
        length = document.stat().st_size / 1e6
        log = open(pathlib.Path(scratch.name, "log"), "w+b")
        process = subprocess.Popen([generator, "report", document], stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        log.seek(0)
        codes = re.findall(rb"^(?:warning|error)\[([a-z-]+)\]", log.read(), re.M)
        outcome = codes[0].decode() if process.returncode == 1 and codes else f"CRASHED ({process.returncode})"
        outcome += f", {len(codes)} diagnostics" if len(codes) > 1 else ""
        steep = seconds > 2 + 2 * length or memory > 300 + 80 * length
        failed |= steep or process.returncode != 1
        print(f"{name:<24} {length:>6.2f} {seconds:>7.2f} {memory:>8.0f}  {outcome}{', TOO MUCH' if steep else ''}", flush=True)
        document.unlink()
sys.exit(failed)
PYTHON
