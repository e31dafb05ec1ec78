/**
 * Who may import whom. Each comment is what somebody reads who broke the rule, so it says what holds
 * and why. `test/boundaries.test.ts` breaks every rule once.
 */

const CORE = "^src/";

/** Puts the product together: the entry, and what each of its words starts. */
const ROOT = "^src/(main\\.ts$|process/)";

/** The pure half of the Slack adapter: from views, forms and commands to plain data, and back. */
const SLACK_RENDERER =
  "^adapters/slack/(blocks|buttons|chart|fields|home|limits|manifest|modal|mrkdwn|scopes|state|strips|suggestions|untold)\\.ts$";

/** The pure half of the Discord adapter: from views, forms and commands to plain data, and back. */
const DISCORD_RENDERER =
  "^adapters/discord/(buttons|commands|components|fields|filling|kinds|limits|markdown|modal|registered|strips|submitted|suggestions|typed)\\.ts$";

/** The half of rendering that platforms share. */
const SHARED_RENDERER = "^adapters/shared/(exposed|offered|overflow|stretches|words)\\.ts$";

/** A package, wherever npm has put it. */
const npm = (...names) => `node_modules/(${names.join("|")})/`;

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "domain-stands-alone",
      comment:
        "The rules of the register import themselves, Temporal and exact decimals: they know no clock, no chat, no database, no zod.",
      severity: "error",
      from: { path: "^src/domain/" },
      to: { pathNot: ["^src/domain/", npm("temporal-polyfill", "bignumber\\.js")] },
    },
    {
      name: "view-says-what-not-how",
      comment: "Views and calls are plain data made of domain words and sentences; they know no command and no port.",
      severity: "error",
      from: { path: "^src/(view/|call\\.ts$)" },
      to: { pathNot: ["^src/(domain|view|language)/", "^src/call\\.ts$", npm("temporal-polyfill", "string-width")] },
    },
    {
      name: "language-is-words",
      comment:
        "The catalogues turn keys into text; whatever they need beyond that is a domain word or the shape of a view.",
      severity: "error",
      from: { path: "^src/language/" },
      to: {
        pathNot: [
          "^src/(domain|language)/",
          "^src/view/",
          npm("intl-messageformat", "chrono-node", "temporal-polyfill"),
        ],
      },
    },
    {
      name: "commands-reach-the-world-through-the-desk",
      comment:
        "A command reads and writes through its desk (src/ports.ts) and asks a team's calendar (src/holidays.ts); it never sees an adapter, the database or a bot.",
      severity: "error",
      from: { path: "^src/commands/" },
      to: { path: CORE, pathNot: ["^src/(domain|view|language|commands)/", "^src/(call|ports|holidays)\\.ts$"] },
    },
    {
      name: "clockwork-runs-no-commands",
      comment: "What time sets going knows rules, calendars, views, words and ports; commands belong to people.",
      severity: "error",
      from: { path: "^src/clockwork/" },
      to: {
        pathNot: [
          "^src/(domain|view|language|clockwork)/",
          "^src/(call|ports|holidays)\\.ts$",
          npm("temporal-polyfill"),
        ],
      },
    },
    {
      name: "imports-read-lists",
      comment:
        "Reading a list of contributions is pure: cells in, a plan by the domain's rules and its report out; the root opens files and databases.",
      severity: "error",
      from: { path: "^src/imports/" },
      to: {
        pathNot: ["^src/(domain|imports|view|language)/", "^src/commands/(amounts|text)\\.ts$", npm("csv-parse")],
      },
    },
    {
      name: "ports-are-promises-only",
      comment:
        "The ports are types (and the one error adapters throw): running anything from there would tie both sides together.",
      severity: "error",
      from: { path: "^src/(ports|delivering|desk|keeping)\\.ts$" },
      to: { dependencyTypesNot: ["type-only"] },
    },
    {
      name: "holidays-is-a-leaf",
      comment: "Holidays answer one port from one library, which they load with the first question.",
      severity: "error",
      from: { path: "^src/holidays\\.ts$" },
      to: {
        pathNot: ["^src/domain/", "^src/ports\\.ts$", "^module$", npm("date-holidays")],
      },
    },
    {
      name: "core-knows-no-platform-and-no-sql",
      comment:
        "src/ is the command core: only src/main.ts and src/process put it together with adapters and the database.",
      severity: "error",
      from: { path: CORE, pathNot: ROOT },
      to: { path: "^(adapters|db)/" },
    },
    {
      name: "core-asks-the-world-through-ports",
      comment: "Files, sockets, timers and processes are the edge's; src/ asks for what it needs in src/ports.ts.",
      severity: "error",
      from: { path: CORE, pathNot: [ROOT, "^src/(config|holidays)\\.ts$"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "config-is-read-once",
      comment:
        "Only the composition root (and a test) asks for the configuration; everyone else is given what they need.",
      severity: "error",
      from: { pathNot: [ROOT, "^test/"] },
      to: { path: "^src/config\\.ts$" },
    },
    {
      name: "nobody-imports-main",
      comment: "src/main.ts starts things when it is loaded; a test starts it as a process.",
      severity: "error",
      from: {},
      to: { path: "^src/main\\.ts$" },
    },
    {
      name: "nobody-imports-the-root",
      comment: "What starts the product stands above everything in it.",
      severity: "error",
      from: { pathNot: [ROOT, "^test/"] },
      to: { path: "^src/process/" },
    },
    {
      name: "adapters-run-no-rules",
      comment:
        "An adapter turns views into a platform's shapes and what people do into calls; it may name the domain's types, and use its dates and word lists, but decides nothing.",
      severity: "error",
      from: { path: "^adapters/" },
      to: {
        path: "^src/domain/",
        pathNot: "^src/domain/(time|vocabulary)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "adapters-know-commands-by-their-specification",
      comment: "An adapter gets its commands from the bot; of src/commands it may name the types.",
      severity: "error",
      from: { path: "^adapters/" },
      to: { path: "^src/commands/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "adapters-know-ports-calls-views-words",
      comment: "Between an adapter and the core stand the ports, calls, views and sentences, and nothing else.",
      severity: "error",
      from: { path: "^adapters/" },
      to: { path: "^(src|db)/", pathNot: ["^src/(domain|view|language|commands)/", "^src/(call|ports)\\.ts$"] },
    },
    {
      name: "adapters-are-strangers",
      comment:
        "Two platforms share what is in src/ and, of rendering, what is in adapters/shared; one adapter never imports another, so that each can be left out.",
      severity: "error",
      from: { path: "^adapters/([^/]+)/" },
      to: { path: "^adapters/", pathNot: "^adapters/($1|shared)/" },
    },
    {
      name: "slack-stays-in-its-adapter",
      comment: "Slack's packages are known to adapters/slack alone.",
      severity: "error",
      from: { pathNot: "^(adapters/slack|test)/" },
      to: { path: npm("@slack/[^/]+") },
    },
    {
      name: "discord-stays-in-its-adapter",
      comment: "Discord's packages are known to adapters/discord alone.",
      severity: "error",
      from: { pathNot: "^(adapters/discord|test)/" },
      to: { path: npm("discord\\.js", "discord-api-types", "@discordjs/[^/]+") },
    },
    {
      name: "renderers-are-pure",
      comment:
        "A renderer maps a view to plain data: of an SDK it may use the types, never the code, and no part of Node.",
      severity: "error",
      from: { path: [SHARED_RENDERER, SLACK_RENDERER, DISCORD_RENDERER] },
      to: { dependencyTypes: ["npm", "core"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "slack-renderers-know-renderers",
      comment:
        "What makes Slack's blocks, forms and manifest uses views, words and calls, and no part of the adapter that talks to Slack or remembers anything.",
      severity: "error",
      from: { path: SLACK_RENDERER },
      to: { path: "^adapters/slack/", pathNot: SLACK_RENDERER, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "discord-renderers-know-renderers",
      comment:
        "What makes Discord's components, forms and commands uses views, words and calls, and no part of the adapter that talks to Discord or remembers anything.",
      severity: "error",
      from: { path: DISCORD_RENDERER },
      to: { path: "^adapters/discord/", pathNot: DISCORD_RENDERER, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "database-answers-ports",
      comment: "The database implements ports over domain records; commands, views and adapters are above it.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(src|adapters)/", pathNot: ["^src/domain/", "^src/(call|ports)\\.ts$"] },
    },
    {
      name: "sql-stays-in-db",
      comment: "Drivers, the schema and the job engine are known to db/ alone.",
      severity: "error",
      from: { pathNot: "^(db|test)/" },
      to: { path: npm("drizzle-orm", "postgres", "@electric-sql/[^/]+", "pg-boss", "pg") },
    },
    {
      name: "zod-parses-at-the-edge",
      comment:
        "What comes from outside is parsed once, by commands, the bot, the configuration or an adapter; behind them types are trusted.",
      severity: "error",
      from: {
        path: "^(src|db)/",
        pathNot: "^src/(commands/|bot\\.ts$|config\\.ts$|((slack|discord|operations)-)?settings?\\.ts$)",
      },
      to: { path: npm("zod") },
    },
    {
      name: "no-test-code-in-the-product",
      comment: "Tests import the product, never the other way round.",
      severity: "error",
      from: { path: "^(src|adapters|db)/" },
      to: { path: "^test/" },
    },
    {
      name: "no-test-packages-in-the-product",
      comment: "What only developers install is not there in a production install.",
      severity: "error",
      from: { path: "^(src|adapters|db)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-undeclared-packages",
      comment: "A package that package.json does not name works by accident.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-unresolved-imports",
      comment: "What is imported has to exist.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-circles",
      comment: "Two files that run each other's code are one file in two halves. Types may refer to each other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Types count as imports: a boundary that only holds at run time is not one.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
    skipAnalysisNotInRules: true,
  },
};
