import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, Pause } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import type { StateLook } from '#components/ui/state-look.ts'
import { count } from '#lib/base/plural.ts'
import { type WavedChange, type WaveStand, waveStands } from '#lib/change/waves/words.ts'

const looks: Readonly<Record<WaveStand['kind'], StateLook>> = {
  written: { label: 'written', Icon: CircleCheck, tint: 'text-added' },
  running: { label: 'being written', Icon: LoaderCircle, tint: 'text-ink' },
  partial: { label: 'not whole', Icon: CircleAlert, tint: 'text-attention' },
  left: { label: 'left as it is', Icon: CircleDashed, tint: 'text-muted' },
  waiting: { label: 'waits', Icon: CircleDashed, tint: 'text-muted' },
}

/** The waves of a change from left to right: what is written of each, and where a person decides. */
export function WaveStrip({ change, isWriting }: { change: WavedChange; isWriting: boolean }) {
  const { waves = [] } = change
  const stands = waveStands(change, isWriting)
  return (
    <ol aria-label="Waves" className="flex gap-1.5 overflow-x-auto pb-1">
      {waves.map(({ name, hold }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: waves have a number and keep it; two may have one name
        <li key={index} className="flex shrink-0 items-stretch gap-1.5">
          <Wave number={index + 1} name={name} stand={stands[index]} />
          {hold && index + 1 < waves.length && (
            <span className="flex items-center text-muted" title="A person decides about the next wave">
              <Pause aria-hidden size={13} />
              <span className="sr-only">, then hold</span>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function Wave({ number, name, stand }: { number: number; name: string; stand: WaveStand | undefined }) {
  if (stand === undefined) return null
  const { label, Icon, tint } = looks[stand.kind]
  return (
    <div
      aria-current={stand.kind === 'running' ? 'step' : undefined}
      className={classNames(
        'flex w-40 flex-col gap-0.5 rounded-md border bg-surface px-2.5 py-1.5 text-sm',
        stand.kind === 'running' ? 'border-accent' : 'border-line',
      )}
    >
      <span className="flex items-center gap-1.5">
        <Icon
          aria-hidden
          size={14}
          className={classNames('shrink-0', tint, stand.kind === 'running' && 'animate-spin')}
        />
        <span className="min-w-0 flex-1 truncate font-medium" title={name}>
          {number}. {name}
        </span>
      </span>
      <span className="figures text-muted text-xs">
        {stand.written.toLocaleString('en')} of {count(stand.units, 'unit')}, {label}
      </span>
    </div>
  )
}
