import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A certificate that signs itself, for this machine. */
export function selfSigned(folder: string): { readonly cert: string; readonly key: string } {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const made = ['-keyout', files.key, '-out', files.cert, '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...made, '-addext', names], {
    stdio: 'ignore',
  });
  return files;
}

/** Whether this machine has the programs that a test needs. */
export function has(...programs: readonly string[]): boolean {
  return programs.every((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}
