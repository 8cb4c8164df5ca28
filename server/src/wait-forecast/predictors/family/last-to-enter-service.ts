import type { FamilySituation } from './family-situation.ts'

/**
 * LES: the wait of the last contact of the class that entered service. Needs no parameter, follows every change late; its
 * squared error is (1 + c²) times that of QL in heavy traffic, c² the squared variation of the gaps between arrivals: twice
 * for Poisson arrivals. Not for few agents, nor where load swings. (Ibrahim and Whitt, MSOM 2009)
 */
export const lastToEnterServiceWait = ({ started }: Pick<FamilySituation, 'started'>): number | undefined => started?.at(-1)?.waitedSeconds
