/** The agent for proxies. It is loaded only for runs with a proxy. */
import connect from 'undici/lib/api/api-connect.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';

// The agent calls this method, which only the main module of undici adds.
Dispatcher.prototype.connect = connect;

export default ProxyAgent;
