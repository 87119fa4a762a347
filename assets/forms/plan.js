// @ts-check
// A plan in one sentence, put together from people's own words: if …, then I …; who asks about it, and when.
// Each language's rules (forms/plan.json beside its words) take away what the sentence says already, and what it
// spells in another way: French has its apostrophes, English its "I", German its verb before the "ich".

const ruled = (rule, flags = "iu") => new RegExp(rule ?? "$^", flags);
const rewritten = (words, rules = []) =>
  rules.reduce((said, [rule, to]) => said.replace(ruled(rule, "giu"), to), words);

/** A part without what the sentence says itself, and without a capital of its keyboard's. */
function bare(text, part, rules) {
  const typed = text.replace(/\s+/g, " ").replace(/'/g, "’").trim();
  const words = rewritten(typed.replace(/[\s.,;:!…]+$/, ""), rules[part]);
  const [first = ""] = words.split(" ");
  const isVerb = part === "then" && ruled(rules.verb).test(words);
  const isSmall = /^\p{Lu}(?!\p{Lu})/u.test(words) && (isVerb || ruled(rules.small).test(first));
  return isSmall ? words[0].toLowerCase() + words.slice(1) : words;
}

/** The whole sentence by a language's `rules`; `say` has its words: "said", "then_who", "then_when". */
export function planned({ if: when = "", then = "", who = "", on = "" }, rules = {}, say) {
  const words = {
    if: bare(when, "if", rules),
    then: bare(then, "then", rules),
    who: who.trim().replace(/[\s.,;:!]+$/, ""),
    when: on,
  };
  const tail = words.who ? "then_who" : on ? "then_when" : "";
  return `${rewritten(say("said", words), rules.whole)}${tail && say(tail, words).trimEnd()}.`;
}
