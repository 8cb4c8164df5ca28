import { readFileSync } from 'node:fs'

/** The mappings that come with the server, by the name a feed's configuration gives. */
export const SHIPPED_MAPPINGS = ['chatwoot', 'rocketchat', 'zendesk', 'zendesk-sunshine', 'salesforce', 'livechat', 'telnyx', 'twilio', 'twilio-enqueue', 'twilio-events'] as const
export type ShippedMapping = (typeof SHIPPED_MAPPINGS)[number]

export const isShipped = (name: string): name is ShippedMapping => (SHIPPED_MAPPINGS as readonly string[]).includes(name)

/** The text of a shipped mapping: a start for one's own. */
export const shippedMappingText = (name: ShippedMapping): string => readFileSync(new URL(`./mappings/${name}.json`, import.meta.url), 'utf8')
