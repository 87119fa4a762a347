// @ts-check
// A plan in one sentence, put together from people's own words: if …, then I …; who asks about it, and when.
// Words that the sentence has already go, and capitals that a keyboard put before an ordinary word; French
// has its apostrophes, English its "I", German its verb before the "ich".

/** Words that begin a clause in small letters, whoever typed them. */
const SMALL = {
  fr: /^(?:une?|l[ea]s?|l[’'].*|des?|du|d[’'].*|au|aux|à|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leurs?|on|nous|vous|tu|ils?|elles?|je|j[’'].*|ce|cet|cette|ces|c[’'].*|quelqu[’']une?|personne|quand|lors|en|dans|chez|avec|sans|pour|pendant|après|avant|un)$/i,
  en: /^(?:an?|the|my|your|his|her|its?|our|their|we|you|he|she|it|they|this|that|these|those|there|some(?:one|body|thing)?|any(?:one|body|thing)?|no(?:body|thing)?|one|when|after|before|in|on|at|with|without|for|during)$/i,
  de: /^(?:der|die|das|de[mns]|ein(?:e[mnrs]?)?|ich|mein(?:e[mnrs]?)?|mi[rt]|sie|ihr(?:e[mnrs]?)?|wir|uns(?:er\w*)?|er|es|man|jemand|niemand|dies\w*|jede\w*|kein\w*|etwas|nichts|nach|vor|in|im|am|an|auf|bei|beim|ohne|während)$/i,
};
/** What goes after "then" is a verb, or begins with one; in German where "ich" comes next. */
const VERB = { fr: /^/, en: /^/, de: /^\S+ ich(?!\p{L})/iu };
/** What the sentence says before each part by itself. */
const BEGUN = {
  fr: { if: /^(?:(?:si\s+)+|s[’'](?=ils?\b))/i, then: /^(?:alors[\s,]+)*(?:je\s+|j[’']\s*)?/i },
  en: { if: /^(?:if\s+)+/i, then: /^(?:then[\s,]+)*(?:I\s+)?/i },
  de: { if: /^(?:wenn\s+)+/i, then: /^(?:dann[\s,]+)*/i },
};
const THEN_AT_THE_END = /[\s,]+(?:alors|then|dann)$/i;
/** "I’ll call" after an "I" that the sentence has. */
const SHORT = { "’ll": "will", "’d": "would", "’m": "am", "’ve": "have" };

/** A part without what the sentence says itself, and without a capital of its keyboard's. */
function bare(text, part, language) {
  const words = text
    .replace(/\s+/g, " ")
    .replace(/'/g, "’")
    .trim()
    .replace(/[\s.,;:!…]+$/, "")
    .replace(THEN_AT_THE_END, "")
    .replace(BEGUN[language][part], "")
    .replace(/^I(’(?:ll|d|m|ve))\b/i, (whole, end) => (part === "then" && language === "en" ? SHORT[end] : whole))
    .replace(/^ich (\p{L}+)/iu, (whole, verb) => (part === "then" && language === "de" ? `${verb} ich` : whole));
  const [first = ""] = words.split(" ");
  const isVerb = part === "then" && VERB[language].test(words);
  const isSmall = /^\p{Lu}(?!\p{Lu})/u.test(words) && (isVerb || SMALL[language].test(first));
  return isSmall ? words[0].toLowerCase() + words.slice(1) : words;
}

/** French: s’il, qu’elle, j’appelle; English: I. */
function spelled(sentence, language) {
  if (language === "en") return sentence.replace(/\bi(?=[\s’,;.]|$)/g, "I");
  if (language !== "fr") return sentence;
  return sentence
    .replace(/\b(s)i (?=ils?\b)/gi, "$1’")
    .replace(/(?<!\p{L})(lorsqu|puisqu|qu)e (?=(?:ils?|elles?|on|une?|en)\b)/giu, "$1’")
    .replace(/(?<!\p{L})(j)e (?=[aeiouâàéèêîôûœ]|y\s|h(?:abi|ési|éberg|érit|onor|umili|ydrat))/giu, "$1’");
}

/** The whole sentence; `say` has its words: "said", "then_who", "then_when". */
export function planned({ if: when = "", then = "", who = "", on = "" }, language, say) {
  const known = BEGUN[language] ? language : "en";
  const words = {
    if: bare(when, "if", known),
    then: bare(then, "then", known),
    who: who.trim().replace(/[\s.,;:!]+$/, ""),
    when: on,
  };
  const tail = words.who ? "then_who" : on ? "then_when" : "";
  return `${spelled(say("said", words), known)}${tail && say(tail, words).trimEnd()}.`;
}
