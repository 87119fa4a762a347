import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn } from "../../assets/phone/entering.js";

test("a code is found however it was typed, spaced or pasted", () => {
  const typed = [
    ...["KJ48TV", " kj48tv ", "k j 4 8 t v", "KJ48-TV", "«KJ48TV»", "K\u200bJ48TV"],
    ...["ＫＪ４８ＴＶ", "kj４８tv", "code : KJ48TV", "Code: kj48tv."],
    ...[
      "http://192.168.1.7:8800/KJ48TV.",
      "(http://192.168.1.7:8800/KJ48TV),",
      "tamtam.local:8800/kj48tv…",
      "KJ48TV !",
    ],
    ...["http://192.168.1.7:8800/KJ48TV", "192.168.1.7:8800/kj48tv?x=1", "http://[fd00::7]:8800/spare/KJ48TV#a"],
  ];
  for (const words of typed) assert.equal(codeIn(words), "KJ48TV", words);
});

test("what is no code is none", () => {
  for (const words of ["", "KJ48T", "KJ48TVX", "K J48TVX", "КJ48ТV", "KJ48TVKJ48TV"])
    assert.equal(codeIn(words), null, words);
});
