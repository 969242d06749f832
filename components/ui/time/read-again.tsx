import { RefreshCw } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/overlay/tooltip.tsx'
import { Time } from '#components/ui/time/time.tsx'

/** When the data on screen was loaded, and a button to reload it. */
export function ReadAgain({
  readAt,
  isFetching,
  size,
  onRefresh,
}: {
  /** Milliseconds; 0 for never. */
  readAt: number
  isFetching: boolean
  size: 'icon' | 'icon-sm'
  onRefresh: () => void
}) {
  return (
    <>
      {readAt > 0 && <Time at={new Date(readAt).toISOString()} className="whitespace-nowrap max-sm:hidden" />}
      <Tooltip text="Refresh" placement="bottom end">
        <Button variant="quiet" size={size} aria-label="Refresh" onPress={onRefresh}>
          <RefreshCw aria-hidden size={14} className={isFetching ? 'animate-spin' : ''} />
        </Button>
      </Tooltip>
    </>
  )
}
