/** 0, 1, 2–3, 4–6, 7 and more contacts ahead: the shape of a wait changes with their number, ever more slowly. */
export const BUCKETS = 5
export const bucketOf = (ahead: number): number => (ahead < 2 ? Math.max(0, ahead) : ahead < 4 ? 2 : ahead < 7 ? 3 : 4)
