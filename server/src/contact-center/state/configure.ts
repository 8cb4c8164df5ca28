import type { CenterFacts } from '../facts.ts'
import { rulesOf } from '../rules.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { armFeed } from './feed-deadline.ts'
import { armHours } from './timers.ts'

/** Takes a configuration in; queues it names lose a supervisor's older mode. */
export function configure(center: CenterState, config: CenterFacts): void {
  center.config = config
  const named = new Map(config.queues.map((facts) => [facts.id, facts]))
  for (const id of named.keys()) queueOf(center, id)
  for (const queue of center.queues.values()) {
    const facts = named.get(queue.id)
    queue.configure(facts)
    if (facts !== undefined) delete queue.memory.show
    armHours(center, queue.id)
    touchQueue(center, queue.id)
  }
  for (const { name, alive } of config.feeds) {
    const feed = feedOf(center, name)
    feed.memory.alive = alive
    armFeed(center, feed)
  }
  // Views hold what the configuration says of the clock and the channel.
  for (const record of center.contacts.values()) record.view = undefined
}

/**
 * A lower or equal generation is ignored: the log may hold the same configuration once for every node that started. The same one
 * may raise the rules, nothing else; a higher one does not lower them.
 */
export function reconfigure(center: CenterState, config: CenterFacts): void {
  const [before, after] = [rulesOf(center.config), rulesOf(config)]
  if (config.generation > center.config.generation) configure(center, after < before ? { ...config, rules: before } : config)
  else if (config.generation === center.config.generation && after > before) center.config = { ...center.config, rules: after }
}
