import { follow } from './follow.js'

// A reloaded page goes on; a first message begins a conversation; a message on a resolved one opens another.
for (const event of ['chatwoot:ready', 'chatwoot:on-start-conversation', 'chatwoot:on-message']) addEventListener(event, follow)
