import { openEmbeddedLog } from '@queuecast/server/event-log'

/** A child process that appends until it is killed and prints each id and body once it is acknowledged, with a full stop after: `append-forever.ts FOLDER`. */
const log = await openEmbeddedLog({ dataDir: process.argv[2] ?? '', partitions: 1 })
console.log('open')
const appendOn = async (line: number): Promise<void> => {
  for (let count = 0; ; count += 1) {
    const { id } = await log.append(0, `${line} ${count}`)
    process.stdout.write(`${id} ${line} ${count} .\n`)
  }
}
await Promise.all([appendOn(1), appendOn(2), appendOn(3)])
