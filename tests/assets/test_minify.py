"""What a phone is given does what the file in `assets/` says, in fewer bytes."""

import json
import re
import subprocess
from pathlib import Path

import playwright
import pytest
from tamtam import assets
from tamtam.assets import minify

NODE = Path(playwright.__file__).parent / "driver" / "node"
MODULES = sorted(path for path in assets.folder().glob("*/*.js") if path.parent.name != "vendor")

#: Programs whose meaning hangs on what a minifier may get wrong; each leaves something in `out`.
TRICKY = {
    "signs that would run together": "let a = 1, b = 2; out = [a + +b, a - -b, a++ + b, b-- - a];",
    "a slash that divides": "const f = (n) => n; out = [(8) / 2 / 2, f(8) / 2, [8][0] / 2];",
    "a pattern": "out = 'a/b//c'.replace(/[/]\\/*/g, '-').split(/ /);\nif (1) {}\n/b/.test(1);",
    "a comment in a text": "out = ['// no', \"/* no */\", 'it\\'s // no']; // yes",
    "a pattern with a quotation mark": "out = `it's \"so\"`.replace(/[\"']/g, ''); // gone",
    "templates": "const n = 2; out = `a  ${[1, 2].map((x) => `${x}  ${{ n }.n}`).join(' // ')}`;",
    "a template with braces and ticks": "out = `{  ${'`}'}  \\` \\${ }`;",
    "no semicolon": "out = []\nlet a = 1\nconst f = () => {\n  out.push(1)\n}\nf()\na\n++a\nout.push(a)",
    "a return that is empty": "const f = () => {\n  return\n  [1]\n};\nout = [f()];",
    "words beside words": "out = [typeof 1, 1 in [0, 1], ...(function* g() { yield 1 })()];",
    "commas at the end": "const f = (...all) => all.length; out = [f(1, 2,), { a: 1, }, [1, 2,], [1,,]];",
    "numbers with points": "out = [1.5 .toFixed(1), 0.5 * .5, 1e3, 0x1F, 1_000];",
    "semicolons before a brace": "let n = 0; const f = (x) => x < 3; { while (f(n++)); } "
    "if (n) { if (f(9)); } for (;;) { break; } { ; } do { n++; } while (f(n)); { out = [n]; }",
    "names one after the other": "const a = 1;\nconst { b } = { b: 2 };\nconst f = () => {\n  const c = 3;"
    " const [d] = [4];\n  return c + d;\n};\nf();\nconst e = 5;\nlet g = 6;\nconst h = 7\nf()\nconst i = 8;"
    " for (const j of [9]) g += j; const k = g; out = [a, b, f(), e, g, h, i, k];",
    "numbers with a name": "const MOST = 1_000;\nconst LEAST = 0.5;\nconst ALSO_MOST = 3;\n"
    "const o = { MOST };\nout = [MOST + 1, LEAST, `${ALSO_MOST}`, o.MOST, [MOST, LEAST]];",
    "yes and no": "const o = { true: 1, false: true, no: false }; out = [o.true, o.false, !o.no, "
    "o?.true, true ? false : true];",
    "a class": "class A {\n  #x = 1\n  get x() {\n    return this.#x\n  }\n}\nout = new A().x;",
    "else": "let i = 3\nif (i > 5) out = 1; else /3/.test(i) && (out = 2);",
    "optional": "const o = { a: null }; out = [o?.a?.b ?? 'c', o.a ? .5 : .25];",
}  # fmt: skip


def run(programs: list[str]) -> list[object]:
    """What each program leaves in `out`, each in a scope of its own."""
    whole = "".join(
        f"(() => {{ let out;\n{program}\nconsole.log(JSON.stringify(out)); }})();\n"
        for program in programs
    )
    ran = subprocess.run([NODE, "-e", whole], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_program_means_the_same() -> None:
    said = run(list(TRICKY.values()))
    assert dict(
        zip(TRICKY, run([minify.javascript(one) for one in TRICKY.values()]), strict=True)
    ) == dict(zip(TRICKY, said, strict=True))
    assert None not in said


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_minified_once_it_can_be_read_again_and_is_the_same(path: Path) -> None:
    once = minify.javascript(path.read_text("utf-8"))
    assert minify.javascript(once) == once
    assert len(once) < path.stat().st_size
    names = re.findall(
        r"[A-Za-z_$][\w$]*",
        re.sub(r"^\s*(//|\*|/\*).*$|\s// .*$", "", path.read_text("utf-8"), flags=re.MULTILINE),
    )
    assert set(names) >= set(re.findall(r"[A-Za-z_$][\w$]*", once))


def test_texts_and_patterns_stay_as_they_are() -> None:
    source = 'const a = "x  //  y" ; const b = / {2} \\/ [/] /g ; const c = `  ${ a  }  ` ;'
    assert minify.javascript(source) == 'const a="x  //  y",b=/ {2} \\/ [/] /g,c=`  ${ a  }  `;'


def test_a_sheet_keeps_what_it_says() -> None:
    assert minify.css(".a > .b :hover { margin: 0 auto; }") == ".a > .b :hover{margin:0 auto}"
    assert (
        minify.css("@media (min-width: 1px) {\n  p { color: red; }\n}")
        == "@media (min-width:1px){p{color:red}}"
    )
