// What the server tells its pages, written from its TypedDicts by `python -m tests.wire`.

/** A step without an activity, "welcome" or "break": what it is called, when it is planned to end. */
export interface PauseView {
  step: string;
  title: Record<string, string>;
  ends_at: number | null;
  until: string;
}

/** A picture beside an item: its address, what is to be seen on it, how many px it is wide and high. */
export interface PictureView {
  src: string;
  alt: Record<string, string>;
  width: number;
  height: number;
}

/** One thing that is answered; `group` puts some of them together. */
export interface ItemView {
  id: string;
  text: Record<string, string>;
  hint: Record<string, string> | null;
  group: string;
  picture: PictureView | null;
}

/** That items can be proposed: what is asked for, how many, how long; `held` until approved. */
export interface CollectView {
  prompt: Record<string, string>;
  most: number;
  longest: number;
  held: boolean;
  by_table: Record<string, string> | null;
}

/** The present round: which of how many; the phases it takes answers to, null for all of them. */
export interface RoundView {
  name: string;
  number: number;
  of: number;
  phases: string[] | null;
  formation: string;
}

/** That it is talked about: whether cards were `turned`, and the `form` that each holds for itself. */
export interface TalkView {
  turned: boolean;
  form: string;
}

/** What is asked now. Times in ms: `ends_at` since 1970, `left` while the timer is paused. */
export interface ActivityView {
  id: string;
  step: string;
  kind: string;
  title: Record<string, string>;
  question: Record<string, string>;
  phases: string[];
  options: Record<string, any>;
  items: ItemView[];
  formation: string;
  turn: number;
  form: string;
  status: "waiting" | "open" | "closed" | "revealed";
  ends_at: number | null;
  left: number | null;
  collect: CollectView | null;
  round: RoundView | null;
  resting: string[];
  talk: TalkView | null;
  show: string | null;
  standing: Record<string, any> | null;
}

/** That questions can be asked at any time: the address of the form to do so, which shows them. */
export interface BackchannelView {
  form: string;
  news: number;
}

/** What everyone in the session sees; `people` is how many are in it. */
export interface SharedView {
  code: string;
  title: Record<string, string>;
  position: number;
  now: number;
  status: "waiting" | "open" | "closed" | "revealed" | "lobby" | "break" | "over";
  pause: PauseView | null;
  language: string;
  languages: string[];
  rehearsal: boolean;
  notice: Record<string, string> | null;
  people: number;
  door: Record<string, string> | null;
  min_answers: number;
  activity: ActivityView | null;
  aside: BackchannelView | null;
}

/** An item that one proposed, and what became of it. */
export interface ProposalView {
  item: string;
  text: string;
  status: "held" | "shown" | "hidden" | "merged";
}

/** What only this participant has in an activity: items they are dealt (null: all), what they proposed. */
export interface MineView {
  dealt: string[] | null;
  proposals: ProposalView[];
  watches: boolean;
  told: Record<string, any> | null;
  order: string[] | null;
  missing: number | null;
  late_until: number | null;
}

/** One participant's own part: answers by activity, turn, item and phase; what else is theirs. */
export interface PersonalView {
  participant: string;
  alias: string;
  language: string;
  table: number | null;
  extra_time: boolean;
  ratings: Record<string, number>;
  answers: Record<string, Record<string, Record<string, Record<string, any>>>>;
  mine: Record<string, MineView>;
}

/** Both parts; `personal` is null for someone who isn't in the session. */
export interface StateView {
  shared: SharedView;
  personal: PersonalView | null;
}

/** What a phone hears when it is in. `words` (three) only the first time: note them. */
export interface JoinedView {
  shared: SharedView;
  personal: PersonalView | null;
  participant: string;
  words: string[];
}

/** The answer is on disk, at or before this position of the log. */
export interface SavedView {
  saved: true;
  position: number;
  order?: string[];
}

/** One's state after a change; or `forgotten`, and nothing else is left; or `left`, by this phone. */
export interface MeView {
  forgotten?: true;
  left?: true;
  shared?: SharedView;
  personal?: PersonalView | null;
  tablemates?: number;
}

/** Why something is refused, in the reader's language; `hint` says what to do next. */
export interface ErrorView {
  error: string;
  message: string;
  hint: string;
  field?: string;
}

/** That it is talked about: whether cards were `turned`, and the question to talk about then. */
export interface TalkedView {
  turned: boolean;
  debrief: Record<string, string>;
}

/** A standing on the wall in one language; no chart where only the sentence is shown. */
export interface ShownView {
  light: Record<string, any> | null;
  dark: Record<string, any> | null;
  squarer_light: Record<string, any> | null;
  squarer_dark: Record<string, any> | null;
  sentence: string;
  people: string;
  caption: string;
  debrief: string;
}

/** What is asked now, and how many have answered, None where there is nothing to answer. */
export interface AskedView {
  id: string;
  turn: number;
  title: Record<string, string>;
  question: Record<string, string>;
  asks: Record<string, string>[];
  pictures: (PictureView | null)[];
  status: "waiting" | "open" | "closed" | "revealed";
  ends_at: number | null;
  left: number | null;
  show: string | null;
  answered: number | null;
  by_hand: number;
  talk: TalkedView | null;
  formation: string;
  round: Record<string, string> | null;
  prompt: Record<string, string> | null;
  shown: Record<string, ShownView> | null;
}

/** All that a projector page is told. `url` and `qr` (an image's address) lead phones in. */
export interface ScreenView {
  code: string;
  title: Record<string, string>;
  position: number;
  now: number;
  status: "waiting" | "open" | "closed" | "revealed" | "lobby" | "break" | "over";
  pause: PauseView | null;
  language: string;
  languages: string[];
  rehearsal: boolean;
  notice: Record<string, string> | null;
  url: string;
  name_url: string;
  qr: string;
  people: number;
  tables: number;
  activity: AskedView | null;
  taken_up: Record<string, string> | null;
  follows: Record<string, string> | null;
}

/** The same as a phone's state; nothing on a projector is one person's own. */
export interface ScreenStateView {
  shared: ScreenView;
  personal: null;
}

/** What is asked now; `round` is the present one and how many there are, `waiting` how many items wait. */
export interface LedView {
  id: string;
  title: Record<string, string>;
  turn: number;
  question: Record<string, string>;
  status: "waiting" | "open" | "closed" | "revealed";
  ends_at: number | null;
  left: number | null;
  show: string | null;
  answered: number;
  by_hand: number;
  talk: boolean;
  turned: boolean;
  round: Record<string, string> | null;
  waiting: number;
  facets: Record<string, Record<string, string>>;
  facet: string;
  sayable: boolean;
  caution: Record<string, string> | null;
}

/** What is asked before something is done, and the two answers. */
export interface ConfirmView {
  yes: Record<string, string>;
  no: Record<string, string>;
  question: Record<string, string>;
}

/** A button: what it says, and what it posts where (`path` under /control/CODE/). */
export interface ActionView {
  name: "open" | "by_table" | "converse" | "turn_over" | "advance" | "close" | "reveal" | "anew" | "shift" | "sentence" | "nothing" | "reopen" | "again" | "skip" | "pause" | "resume" | "more" | "next" | "begin" | "break" | "seat" | "finish";
  step: string;
  label: Record<string, string>;
  path: "run" | "reveal";
  body: Record<string, any>;
  confirm: ConfirmView | null;
}

/** The two answers to what is asked before something is done. */
export interface AnswersView {
  yes: Record<string, string>;
  no: Record<string, string>;
}

/** What the room says beside what is asked: how many find it too fast, fine, or are lost, of late. */
export interface BackchannelCountsView {
  fast: number;
  fine: number;
  lost: number;
  waiting: number;
  open: number;
}

/** What in a text may give somebody away: a "name", an "email" address, a "phone" number. */
export interface FlagView {
  sort: string;
  words: string;
}

/** What waits to be read: how many, of how many sayings; the first saying, and what can be done with it. */
export interface UnreadView {
  n: number;
  text: string;
  times: number;
  title: Record<string, string>;
  flags: FlagView[];
  accept: Record<string, any>;
  hide: Record<string, any>;
}

/** All that a clicker is told: `here` of `people` are connected or simulated. */
export interface ClickerView {
  code: string;
  title: Record<string, string>;
  position: number;
  now: number;
  status: "waiting" | "open" | "closed" | "revealed" | "lobby" | "break" | "over";
  pause: PauseView | null;
  language: string;
  languages: string[];
  rehearsal: boolean;
  notice: Record<string, string> | null;
  people: number;
  here: number;
  activity: LedView | null;
  actions: ActionView[];
  answers: AnswersView;
  voices: BackchannelCountsView | null;
  unread: UnreadView | null;
}

/** The same as a phone's state; a clicker has nothing personal. */
export interface ClickerStateView {
  shared: ClickerView;
  personal: null;
}

/** One item; `alike` are shown ones that say nearly the same, the nearest first. */
export interface QueuedView {
  id: string;
  text: string;
  status: "held" | "shown" | "hidden" | "merged";
  into: string;
  answered: boolean;
  seconds: number;
  mark: string;
  alike: string[];
  group: string;
  flags: FlagView[];
}

/** The items of one activity, those that wait first; each at most `longest` characters. */
export interface QueueView {
  id: string;
  title: Record<string, string>;
  prompt: Record<string, string>;
  status: "waiting" | "open" | "closed" | "revealed";
  longest: number;
  marks: string[];
  items: QueuedView[];
}

/** All that a co-facilitator is told: the queue of each activity, the one opened last first. */
export interface ModerationView {
  code: string;
  title: Record<string, string>;
  position: number;
  now: number;
  status: "waiting" | "open" | "closed" | "revealed" | "lobby" | "break" | "over";
  pause: PauseView | null;
  language: string;
  languages: string[];
  rehearsal: boolean;
  notice: Record<string, string> | null;
  queues: QueueView[];
}

/** The same as a phone's state; nothing in it is personal. */
export interface ModerationStateView {
  shared: ModerationView;
  personal: null;
}
