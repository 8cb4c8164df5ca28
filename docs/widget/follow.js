// Shared by the examples: asks your own server whom this visitor may follow, and hands the token to the widget.
const status = document.querySelector('queue-status')
let followed
let asking = false

export async function follow() {
  if (asking) return
  asking = true
  try {
    const answer = await fetch('/queue-token', { method: 'POST' })
    if (answer.status !== 200) return
    const { contact, token } = await answer.json()
    // The same contact under a new token would only connect again.
    if (contact === followed) return
    followed = contact
    status.token = token
    status.hidden = false
  } catch {
    // The next event of the messenger asks again.
  } finally {
    asking = false
  }
}

export function unfollow() {
  followed = undefined
  status.token = ''
  status.hidden = true
}
