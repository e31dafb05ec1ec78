// The first step of every command. Plain CommonJS, so that the oldest Node reads it and can say what is missing.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(`Aidline runs on Node 24; this is Node ${process.versions.node}.`);
  console.error("npm brings the right one along. If it did not, install scripts are switched off on this machine:");
  console.error("  npm ci --ignore-scripts=false    and then start with npm, for example: npm start");
  console.error("Or install Node 24 yourself: https://nodejs.org/en/download");
  process.exit(1);
}
