import type { FeedEntry } from './config-file-schema.ts'
import type { Fault } from './fault.ts'
import type { SourceRules } from './source-rules.ts'

/**
 * Two servers of a kind that counts alike would give two callers one id. A prefix that came by itself with the second server would
 * rename the contacts of the first, whose ids dialplans and websites know: so each but one must say its own. An empty one, given,
 * means that the servers' own ids differ.
 */
export function checkContactPrefixes(feeds: readonly FeedEntry[], path: string, sources: SourceRules | undefined): Fault[] {
  const faults: Fault[] = []
  feeds.forEach(({ name, source, contactPrefix }, index) => {
    if (sources === undefined || !Object.hasOwn(sources, source) || sources[source]?.countsAlike !== true || contactPrefix === '') return
    const other = feeds.slice(0, index).find((one) => one.source === source && one.contactPrefix === contactPrefix)
    if (other === undefined) return
    const own = `"contactPrefix": "${name.slice(0, 31)}-"`
    faults.push({
      path: `${path}.feeds[${index}].contactPrefix`,
      problem: contactPrefix === undefined ? `is missing: "${other.name}" is a feed of source ${source} too, and two servers may count alike, so that two callers would be taken for one`
        : `"${contactPrefix}" is that of "${other.name}" too, so that two callers could be taken for one`,
      fix: contactPrefix === undefined ? `leave the feed that ran before as it is, so that its contacts keep their ids, and give the new one its own, such as ${own}` : `give this one its own, such as ${own}`,
    })
  })
  return faults
}
