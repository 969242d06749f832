'use client'

import { Split } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/overlay/popover.tsx'
import { count } from '#lib/base/plural.ts'
import type { CallRows } from '#lib/confighub/united.ts'

/** How a query with OR, NOT or parentheses was asked; shown only where it is not one call as it stands. */
export function CallsNote({ calls, total }: { calls: readonly CallRows[]; total: number }) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button ref={trigger} variant="quiet" size="sm" onPress={() => setOpen(true)}>
        <Split aria-hidden size={13} />
        {calls.length === 0 ? 'Not asked: nothing can match' : `${count(calls.length, 'call')}, united here`}
      </Button>
      <Popover
        label="How this query is asked"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={setOpen}
        placement="bottom start"
      >
        <CallPlan calls={calls} total={total} />
      </Popover>
    </>
  )
}

function CallPlan({ calls, total }: { calls: readonly CallRows[]; total: number }) {
  const rows = calls.reduce((sum, call) => sum + call.rows, 0)
  return (
    <div className="flex w-[min(40rem,calc(100vw-32px))] flex-col gap-2 p-3 text-sm">
      <p className="text-muted">
        {calls.length === 0
          ? 'Its conditions exclude each other, so ConfigHub was not asked.'
          : 'ConfigHub knows neither OR nor parentheses, so each alternative is a call of its own.'}
      </p>
      {calls.length > 0 && (
        <table className="text-left">
          <thead className="text-muted text-xs">
            <tr>
              <th className="py-1 pr-4 font-medium">Call</th>
              <th className="py-1 text-right font-medium">Rows</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <tr key={call.where} className="border-line border-t align-top">
                <td className="mono py-1 pr-4 text-xs [overflow-wrap:anywhere]">{call.where}</td>
                <td className="figures py-1 text-right">{call.rows.toLocaleString('en-GB')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows > total && (
        <p className="text-muted">
          {count(rows - total, 'row')} came more than once: {count(total, 'unit')} are shown.
        </p>
      )}
    </div>
  )
}
