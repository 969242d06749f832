import { ProgressBar } from 'react-aria-components'

/** A thin progress bar; without a total it only shows activity. */
export function ProgressLine({
  label,
  done,
  total,
}: {
  label: string
  done: number
  total: number | undefined
}) {
  const percent = total === undefined || total === 0 ? undefined : Math.min(100, (100 * done) / total)
  return (
    <ProgressBar
      aria-label={label}
      {...(percent === undefined ? { isIndeterminate: true } : { value: percent })}
      className="h-1 w-full overflow-hidden rounded-full bg-press"
    >
      <div
        className={
          percent === undefined
            ? 'h-full w-1/3 animate-breathe rounded-full bg-accent-solid'
            : 'h-full rounded-full bg-accent-solid transition-[width] duration-120'
        }
        style={percent === undefined ? {} : { width: `${percent}%` }}
      />
    </ProgressBar>
  )
}
