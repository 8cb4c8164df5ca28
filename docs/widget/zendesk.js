import { follow } from './follow.js'

// The messenger tells the page nothing of the ticket; your server knows who is signed in, and Zendesk which ticket is theirs.
zE('messenger:on', 'open', follow)
zE('messenger:on', 'unreadMessages', follow)
follow()
