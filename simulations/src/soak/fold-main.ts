import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { positiveNumber, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { fixed, textTable } from '../text-table/index.ts'
import { runFoldSoak } from './fold-soak.ts'

const SAMPLE_MINUTES = 10

await runCommand(async () => {
  const args = process.argv.slice(2)
  const flags = readFlags(args, { 'hours': { example: '8' }, 'contacts-per-second': { example: '20' }, 'compare-from': { example: '2' }, 'out': { example: 'simulations/results' } })
  const hours = positiveNumber('hours', flags.hours ?? '8')
  const contactsPerSecond = positiveNumber('contacts-per-second', flags['contacts-per-second'] ?? '20')
  const compareFromHour = positiveNumber('compare-from', flags['compare-from'] ?? '2')
  if (compareFromHour >= hours) throw new UsageError(`--compare-from ${compareFromHour}: must be less than --hours ${hours}`)
  const { samples, grown, objectsMore, events, seconds } = await runFoldSoak({
    hours, contactsPerSecond, compareFromHour, sampleMinutes: SAMPLE_MINUTES, onSample: ({ minute, heapBytes }) => console.error(`${minute} min: ${fixed(heapBytes / 1e6, 1)} MB`),
  })
  const hoursOf = Array.from({ length: Math.floor(hours) }, (_, hour) => {
    const heaps = samples.filter(({ minute }) => minute > hour * 60 && minute <= (hour + 1) * 60).map(({ heapBytes }) => heapBytes)
    return { hour: hour + 1, least: Math.min(...heaps), most: Math.max(...heaps), mean: heaps.reduce((sum, heap) => sum + heap, 0) / heaps.length }
  })
  const text = [
    `soak of the fold: ${['npm run soak:fold', ...args.length === 0 ? [] : ['--', ...args]].join(' ')}`,
    `${new Date().toISOString()}, node ${process.version}, ${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}; ${hours} hours of log time, ${contactsPerSecond} contacts a second, one in ten watching, ${events} facts in ${fixed(seconds, 0)} s`,
    '', 'Heap in use and what lies beside it, after two forced collections, every ten minutes of log time. An ended contact is kept for an hour, so the first hour fills.', '',
    textTable(hoursOf, [
      { head: 'hour', cell: ({ hour }) => hour }, { head: 'least MB', cell: ({ least }) => fixed(least / 1e6, 1) }, { head: 'mean MB', cell: ({ mean }) => fixed(mean / 1e6, 1) }, { head: 'most MB', cell: ({ most }) => fixed(most / 1e6, 1) },
    ]),
    '', `Heap snapshots of hour ${compareFromHour} and of the end: ${objectsMore} objects more (all classes but strings, numbers and code). What grew most:`, '',
    grown.length === 0 ? 'Nothing.' : textTable(grown, [
      { head: 'class', cell: ({ name }) => name.slice(0, 60) }, { head: 'objects', cell: ({ count }) => count }, { head: 'MB', cell: ({ bytes }) => fixed(bytes / 1e6, 2) },
    ]), '',
  ].join('\n')
  console.log(text)
  const folder = flags.out ?? join(import.meta.dirname, '../../results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'soak-fold.txt'), text)
  writeFileSync(join(folder, 'soak-fold.json'), `${JSON.stringify({ at: new Date().toISOString(), hours, contactsPerSecond, compareFromHour, events, samples, grown, objectsMore }, null, 2)}\n`)
})
