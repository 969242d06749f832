'use client'

import { useId, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Waves } from '#components/change/waves/use-waves.ts'
import { DisclosureMark } from '#components/ui/disclosure-mark.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { count } from '#lib/base/plural.ts'
import type { WaveChoice } from '#lib/change/waves/choice.ts'

const WavesSetup = lazily('WavesSetup', () => import('#components/change/waves/waves-setup.tsx'))

/** Whether a change is written at once or in waves. Closed until someone asks for waves. */
export function WavesSection({
  choice,
  waves,
  onChange,
  isDisabled,
}: {
  choice: WaveChoice
  waves: Waves
  onChange: (choice: WaveChoice) => void
  isDisabled: boolean
}) {
  const [isOpen, setIsOpen] = useState(choice.rule !== 'none')
  const id = useId()
  return (
    <section aria-label="Write in waves" className="flex flex-col gap-2">
      <AriaButton
        aria-expanded={isOpen}
        aria-controls={id}
        onPress={() => setIsOpen(!isOpen)}
        className="flex min-h-7 items-center gap-1.5 self-start rounded-sm font-medium text-muted text-xs data-hovered:text-ink"
      >
        <DisclosureMark isOpen={isOpen} />
        Write in waves
        <span className="figures font-normal">{summary(waves)}</span>
      </AriaButton>
      <div id={id} hidden={!isOpen} className="flex flex-col gap-2.5">
        {isOpen && <WavesSetup choice={choice} waves={waves} onChange={onChange} isDisabled={isDisabled} />}
      </div>
    </section>
  )
}

function summary({ reading }: Waves): string {
  if (reading.kind === 'none') return '· all at once'
  return reading.kind === 'waves' ? `· ${count(reading.waves.length, 'wave')}` : '· not ready'
}
