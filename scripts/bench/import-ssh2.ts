/** The library of the logins, and nothing else. */
import 'ssh2';
