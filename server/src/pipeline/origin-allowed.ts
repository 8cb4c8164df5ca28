import type { CenterConfig } from '../config/index.ts'

/** Whether a page of this origin may ask one of these centers from a browser. */
export function originAllowed(origin: string, centers: (CenterConfig | undefined)[]): boolean {
  return centers.some((center) => center !== undefined && (center.origins.includes(origin) || center.origins.includes('*')))
}
