import { openInspector } from '../../soak/inspector.ts'
import { cpuMicros, rssBytes } from '../process-figures.ts'

/** A server under measure, started with an inspector. */
export interface MeasuredProcess { readonly pid: number; cpuMicros(): number; memory(): Promise<{ rssBytes: number; heapBytes: number }> }

/** `output` is what it printed so far. */
export function measuredProcess(pid: number, output: () => string): MeasuredProcess {
  return {
    pid,
    cpuMicros: () => cpuMicros(pid),
    /** Resident memory and heap after garbage was collected. */
    async memory() {
      const inspector = await openInspector({ output })
      const heapBytes = await inspector.heapBytes()
      inspector.close()
      return { rssBytes: rssBytes(pid), heapBytes }
    },
  }
}
