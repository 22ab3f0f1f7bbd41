import { useState, type KeyboardEvent } from 'react';
import type { Display } from '../display/use-display.js';
import type { FlowLog } from '../flow/flow-log.js';
import type { Setting } from '../place/choose-place.js';
import { EnrolForm } from './enrol-form.js';
import { MyTill } from './my-till.js';
import { ShowMyself, type Appearance } from './show-myself.js';
import { useMemberCard } from './use-member-card.js';
import { useSighting } from './use-sighting.js';
import './visitor.css';

const TABS = [
  { id: 'show', title: 'Show myself' },
  { id: 'enrol', title: 'Enrol' },
  { id: 'till', title: 'My till' },
] as const;

type TabId = (typeof TABS)[number]['id'];

interface VisitorProps {
  readonly setting: Setting;
  readonly display: Display;
  readonly log: FlowLog;
}

/** All a visitor can do: step up to the booth, enrol, buy. */
export function Visitor({ setting, display, log }: VisitorProps) {
  const [tab, setTab] = useState<TabId>('show');
  const [appearance, setAppearance] = useState<Appearance>({ agreed: false, photo: null });
  const kept = useMemberCard();
  const control = useSighting(setting.place, display.state.slate, log);
  const offers = display.screen.kind === 'offers' ? display.screen.slate.offers : [];
  return (
    <div className="visitor">
      <Tabs chosen={tab} onChoose={setTab} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="tab-panel">
        {tab === 'show' && <ShowMyself control={control} appearance={appearance} onAppearance={setAppearance} enrolled={kept.card.enrolled} onEnrol={() => setTab('enrol')} />}
        {tab === 'enrol' && <EnrolForm kept={kept} />}
        {tab === 'till' && <MyTill store={setting.store} offers={offers} kept={kept} onPaid={() => setTab('show')} />}
      </div>
    </div>
  );
}

function Tabs({ chosen, onChoose }: { readonly chosen: TabId; readonly onChoose: (tab: TabId) => void }) {
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = TABS[(TABS.findIndex(({ id }) => id === chosen) + by + TABS.length) % TABS.length];
    if (next === undefined) return;
    onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label="What you can do" onKeyDown={step}>
      {TABS.map(({ id, title }) => (
        <button key={id} type="button" role="tab" id={`tab-${id}`} aria-selected={chosen === id} aria-controls="tab-panel" tabIndex={chosen === id ? 0 : -1} onClick={() => onChoose(id)}>{title}</button>
      ))}
    </div>
  );
}
