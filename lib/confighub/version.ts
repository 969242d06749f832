/** The version that the contract was written for (contract 1). */
export const checkedVersion = '0.8.12'

/** `checked`: same first and second number; before 1.0, a change of the second number may break clients. */
export type Generation = 'older' | 'checked' | 'newer' | 'unreadable'

export function generationOf(version: string): Generation {
  const numbers = numbersOf(version)
  const checked = numbersOf(checkedVersion)
  if (numbers === undefined || checked === undefined) return 'unreadable'
  const difference = numbers.major - checked.major || numbers.minor - checked.minor
  if (difference === 0) return 'checked'
  return difference < 0 ? 'older' : 'newer'
}

function numbersOf(version: string): { major: number; minor: number } | undefined {
  const [, major, minor] = /^v?(\d{1,6})\.(\d{1,6})(?![\d])/.exec(version.trim()) ?? []
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) }
}
