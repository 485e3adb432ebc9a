import { useRef } from 'react';
import { newRequestId } from '../../service/use-action.ts';

/**
 * Gives what is sent its id. The same content keeps it for every try, so that it is stored once; other content gets
 * another, for what has a known id stays as it was stored first.
 */
export function useRequestId(): <Content extends object>(
  content: Content,
) => Content & { requestId: string } {
  const last = useRef({ sent: '', requestId: '' });
  return (content) => {
    const sent = JSON.stringify(content);
    if (last.current.sent !== sent) last.current = { sent, requestId: newRequestId() };
    return { ...content, requestId: last.current.requestId };
  };
}
