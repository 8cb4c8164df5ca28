import { follow, unfollow } from './follow.js'

// Rocket.Chat tells the page nothing of the room, so the page names the visitor: a secret of its own, which only this browser knows.
let visitor = /(?:^|;\s*)livechat_visitor=([\w-]+)/.exec(document.cookie)?.[1]
if (visitor === undefined) {
  visitor = crypto.randomUUID()
  document.cookie = `livechat_visitor=${visitor}; Path=/; SameSite=Strict; Max-Age=86400${location.protocol === 'https:' ? '; Secure' : ''}`
}

RocketChat(function () {
  this.setGuestToken(visitor)
  this.onChatStarted(follow)
  // Rocket.Chat's own position and estimate are not used; this only says that there is a room.
  this.onQueuePositionChange(follow)
  this.onChatEnded(unfollow)
})
follow()
