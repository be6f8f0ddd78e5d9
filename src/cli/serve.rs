//! `khue serve`.

use super::{ServeArgs, Status, terminal};
use crate::compile::Options;
use crate::edge::serve::{self, Settings, Voice};
use crate::error::Error;

/// Serves the portal until it is ended from the terminal.
pub fn serve(args: &ServeArgs) -> Result<Status, Error> {
    terminal::half_renamed(&args.root);
    serve::serve(Settings {
        root: args.root.clone(),
        host: args.host.clone(),
        port: args.port,
        open: args.open,
        poll: args.poll,
        options: Options { drafts: args.drafts, base_url: None },
        voice: Voice { say: terminal::say, color: terminal::color() },
    })?;
    Ok(Status::Done)
}
