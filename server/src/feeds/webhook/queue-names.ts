/**
 * Finds our queue for a vendor's name of it. With a list, only what is listed is taken, the rest goes to `*` where that is listed;
 * without a list every queue is taken, under an id made of its name.
 */
export function queueFinder(queues: Readonly<Record<string, string>> | undefined): (name: string) => string | undefined {
  if (queues === undefined || Object.keys(queues).length === 0) return slugOf
  const listed = new Map(Object.entries(queues))
  return (name) => listed.get(name) ?? listed.get('*')
}

/** `Support EN` → `support-en`; undefined where nothing is left of the name. */
function slugOf(name: string): string | undefined {
  const slug = name.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 64).replaceAll(/^-+|-+$/g, '')
  return slug === '' ? undefined : slug
}
