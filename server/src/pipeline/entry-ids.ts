/** Orders entry ids `ms-n`: negative where `a` is earlier. An id that is not one sorts first. */
export function compareIds(a: string, b: string): number {
  const [aMs, aN] = split(a)
  const [bMs, bN] = split(b)
  return aMs - bMs || aN - bN
}

function split(id: string): [number, number] {
  const dash = id.indexOf('-')
  const ms = Number(dash < 0 ? id : id.slice(0, dash))
  const n = dash < 0 ? 0 : Number(id.slice(dash + 1))
  return [Number.isFinite(ms) ? ms : -1, Number.isFinite(n) ? n : 0]
}
