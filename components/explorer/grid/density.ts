export const densities = ['compact', 'normal', 'relaxed'] as const
export type Density = (typeof densities)[number]

export const rowHeights: Record<Density, number> = { compact: 28, normal: 32, relaxed: 40 }
