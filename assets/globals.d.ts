// What scripts of ours find on the page beside what a browser gives.

/** plotly.js, from the bundle in assets/vendor. */
declare var Plotly: any;

/** What the phone page lends to the forms it loads (assets/phone/phone.js). */
declare var tamtam: Record<string, unknown>;
