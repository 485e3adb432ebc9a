import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { type OnProgress } from '../pipeline/deps.ts';
import { type Output } from './output.ts';

export interface ProgressView {
  readonly onProgress: OnProgress;
  stop(): void;
}

/** One bar a step on a terminal; one line a finished step otherwise. */
export function progressView(output: Output): ProgressView {
  return output.isTerminal ? bars() : lines(output);
}

function bars(): ProgressView {
  const view = new MultiBar(
    {
      format: '{bar} {percentage}% {step}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  const known = new Map<string, SingleBar>();
  return {
    onProgress({ step, done, total }) {
      const bar = known.get(step) ?? view.create(total ?? 1, 0, { step });
      known.set(step, bar);
      bar.setTotal(total ?? done + 1);
      bar.update(done, { step: total === null ? `${step}: ${done}` : step });
    },
    stop() {
      for (const bar of known.values()) bar.setTotal(Math.max(1, bar.getTotal()));
      view.stop();
    },
  };
}

function lines(output: Output): ProgressView {
  const reported = new Set<string>();
  return {
    onProgress({ step, done, total }) {
      if (total === null || done < total || reported.has(step)) return;
      reported.add(step);
      output.note(`${step}: done`);
    },
    stop: () => undefined,
  };
}
