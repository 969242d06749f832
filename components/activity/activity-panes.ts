/**
 * Time axis and list: beside each other where there is room, each with its own scroll; else one below the other.
 * They are positioned: text for screen readers only would otherwise lengthen the page they scroll in.
 */
export const activityPanes = {
  both: 'xl:grid xl:min-h-0 xl:flex-1 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] xl:grid-rows-[minmax(0,1fr)]',
  time: 'relative border-line bg-surface px-3 py-2 max-xl:border-b xl:overflow-y-auto xl:border-r',
  list: 'relative min-w-0 xl:overflow-y-auto',
} as const
