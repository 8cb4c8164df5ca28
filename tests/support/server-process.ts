// The fault runs of `simulations` start the same processes.
export { newDataDir, removeDataDir, runServerToEnd, startServerProcess } from '@queuecast/simulations/processes'
export type { ExampleKeys, ServerProcess } from '@queuecast/simulations/processes'
