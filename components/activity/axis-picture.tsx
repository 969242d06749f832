import { clockWithZone, offsetAt, tickLabel } from '#components/activity/clock.ts'
import { type Axis, shareOf, stepOf, ticksOf } from '#lib/history/activity-axis.ts'

const mostTicks = 7

/**
 * The background of bars and lanes: ticks, the part that was not loaded, the range being selected, and the point in
 * time.
 */
export function AxisPicture({
  axis,
  at,
  readFrom,
  stretch,
}: {
  axis: Axis
  /** NaN for none. */
  at: number
  readFrom: number | undefined
  stretch: Axis | undefined
}) {
  const left = (time: number) => `${shareOf(time, axis) * 100}%`
  const step = stepOf(axis, mostTicks)
  const share = shareOf(at, axis)
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {ticksOf(axis, { step, offsetAt }).map((time) => (
        <span key={time} className="absolute inset-y-0 top-4 w-px bg-line" style={{ left: left(time) }} />
      ))}
      {readFrom !== undefined && readFrom > axis.from && (
        <span className="absolute inset-y-0 left-0 bg-attention-soft" style={{ width: left(readFrom) }} />
      )}
      {stretch && (
        <span
          className="absolute inset-y-0 top-4 bg-accent-soft"
          style={{ left: left(stretch.from), right: `${(1 - shareOf(stretch.to, axis)) * 100}%` }}
        />
      )}
      {share >= 0 && share <= 1 && (
        <>
          <span
            className="absolute inset-y-0 z-10 w-0.5 -translate-x-1/2 bg-removed"
            style={{ left: left(at) }}
          />
          <span
            className="absolute top-0 z-10 whitespace-nowrap rounded-sm bg-removed px-1 font-medium text-2xs text-surface leading-4"
            style={{ left: left(at), transform: `translateX(-${share * 100}%)` }}
          >
            {clockWithZone(at)}
          </span>
        </>
      )}
    </div>
  )
}

/** The labels of the ticks. */
export function TickLabels({ axis }: { axis: Axis }) {
  const step = stepOf(axis, mostTicks)
  return (
    <div aria-hidden className="relative mt-0.5 h-4 border-line-strong border-t">
      {ticksOf(axis, { step, offsetAt }).map((time) => {
        const share = shareOf(time, axis)
        return (
          <span
            key={time}
            className="absolute top-0.5 whitespace-nowrap text-2xs text-muted leading-4"
            style={{ left: `${share * 100}%`, transform: `translateX(-${share * 100}%)` }}
          >
            {tickLabel(time, step)}
          </span>
        )
      })}
    </div>
  )
}
