/** Certificates for tests. They are created at run time, and no key is stored. */
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateAuthority extends Certificate {
  /** A certificate for 127.0.0.1, localhost and `cloud.test`. */
  issue(): Promise<Certificate>;
}

export async function createCertificateAuthority(name: string): Promise<CertificateAuthority> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    cert,
    key,
    async issue() {
      const issued = await generate([{ name: 'commonName', value: 'service of the test' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca: { cert, key },
        extensions: [
          { name: 'basicConstraints', cA: false },
          {
            name: 'subjectAltName',
            altNames: [
              { type: 7, ip: '127.0.0.1' },
              { type: 2, value: 'localhost' },
              { type: 2, value: 'cloud.test' },
            ],
          },
        ],
      });
      return { cert: issued.cert, key: issued.private };
    },
  };
}
