// @ts-check
// The course where nothing is installed: Python runs in this browser, and answers stay in it.
import { begin } from "./course.js";

const KEPT = "/kept";
const at = (name) => new URL(name, document.baseURI).href;

const archive = async (name) => new Uint8Array(await (await fetch(at(name))).arrayBuffer());

/** Bring what this browser keeps into Python's files, or (`out`) what was written there into this browser. */
const synced = (files, out) =>
  new Promise((resolve, reject) => {
    files.syncfs(!out, (error) => (error ? reject(error) : resolve(undefined)));
  });

async function open() {
  const [{ loadPyodide }, kit, wheel] = await Promise.all([
    import(at("pyodide/pyodide.mjs")),
    archive("tamtam.zip"),
    archive("msgspec.whl"),
  ]);
  const python = await loadPyodide({ indexURL: at("pyodide/") });
  python.unpackArchive(wheel, "wheel");
  python.unpackArchive(kit, "zip");
  python.FS.mkdir(KEPT);
  python.FS.mount(python.FS.filesystems.IDBFS, {}, KEPT);
  await synced(python.FS, false);
  python.runPython(`
import os, sys
sys.path.insert(0, ".")
os.environ["TAMTAM_KINDS"] = "own/kinds.json"
from tamtam.notebook.course import Courses
courses = Courses.kept("${KEPT}/tamtam.sqlite", "deck.json")
`);
  const asked = python.globals.get("courses").answered;
  let keeping = Promise.resolve();
  return {
    call: async (language, name, values) => {
      const said = JSON.parse(asked(language, name, JSON.stringify(values)));
      keeping = keeping.catch(() => {}).then(() => synced(python.FS, true));
      await keeping.catch(() => {
        said.unkept = true;
      });
      return said;
    },
  };
}

// Once it was here, it comes again without any network: everything it loads is kept beside it.
if ("serviceWorker" in navigator) navigator.serviceWorker.register(at("offline.js")).catch(() => {});
begin(open);
