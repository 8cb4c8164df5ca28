export { worldCenter, worldInsight, worldRows, WORLD_NOW_MS } from './evidence-world.ts'
