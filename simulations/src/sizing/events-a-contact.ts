/** Queued, offered, answered, handled, and the agent's states around it: as reckoned, and as `bench-center` sends them. */
export const EVENTS_A_CONTACT = 6
