// Given to a server with --require: at its end it writes which modules of OpenTelemetry were loaded.
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((path) => path.includes('@opentelemetry'))
  require('node:fs').writeFileSync(process.env.LOADED_FILE, JSON.stringify(loaded))
})
