// @ts-check
// Runs the notebook that Tamtam opens as soon as its kernel listens, so that nobody has to look for ▶▶.
// Any other notebook waits to be run, as always in JupyterLab.
//
// JupyterLab loads what is added to it as a container of webpack's module federation; this is one written
// by hand, since a plugin that only calls a command of JupyterLab's needs none of its modules.
(() => {
  const RUN_ALL = "notebook:run-all-cells";

  /** The path of the notebook to run, as the server writes it into JupyterLab's page. */
  const path = () => {
    const said = document.getElementById("jupyter-config-data")?.textContent;
    return said ? JSON.parse(said).tamtamRuns : undefined;
  };

  /**
   * Bring what the last cell shows to the top of the window.
   * @param {any} notebook
   */
  const showLast = (notebook) => {
    const last = notebook.widgets.findLastIndex((/** @type {any} */ cell) => cell.model.type === "code");
    notebook.activeCellIndex = last;
    notebook.scrollToItem(last, "start");
  };

  /**
   * The bar to edit cells with is of no use beside the cockpit, which needs the room; without one it stays.
   * @param {any} panel
   */
  const makeRoom = ({ content, toolbar }) => {
    const { outputs } = content.activeCell.model;
    const shown = Array.from({ length: outputs?.length ?? 0 }, (_, at) => outputs.get(at).type);
    if (shown.length && !shown.includes("error")) toolbar.hide();
  };

  /**
   * Run the notebook in front, if it is the one; returns whether it is.
   * @param {any} app JupyterLab
   * @param {string} wanted
   */
  const runs = (app, wanted) => {
    const panel = app.shell.currentWidget;
    if (panel?.context?.path !== wanted) return false;
    Promise.all([panel.context.ready, panel.revealed, panel.sessionContext.ready])
      .then(() => app.commands.execute(RUN_ALL))
      .then(() => {
        showLast(panel.content);
        makeRoom(panel);
      });
    return true;
  };

  const plugin = {
    id: "tamtam:run",
    description: "Runs the notebook that Tamtam opens.",
    autoStart: true,
    /** @param {any} app JupyterLab */
    activate: (app) => {
      const wanted = path();
      if (!wanted) return;
      app.restored.then(() => {
        if (runs(app, wanted)) return;
        const changed = () => {
          if (runs(app, wanted)) app.shell.currentChanged.disconnect(changed);
        };
        app.shell.currentChanged.connect(changed);
      });
    },
  };

  const container = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
  const page = /** @type {any} */ (window);
  page._JUPYTERLAB = { ...page._JUPYTERLAB, tamtam: container };
})();
