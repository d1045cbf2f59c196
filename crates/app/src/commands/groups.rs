//! `laksana groups`: WhatsApp groups of our own number, which people enter by a link.

use crate::cloud_api::CloudApi;
use crate::graph::Graph;
use anyhow::Context as _;
use std::process::ExitCode;

/// WhatsApp groups of our own number (Meta's Groups API): up to eight people each, who come by a link
#[derive(Debug, clap::Args)]
pub struct Groups {
    #[command(subcommand)]
    wish: Wish,
    #[command(flatten)]
    cloud_api: CloudApi,
}

#[derive(Debug, clap::Subcommand)]
enum Wish {
    /// All groups, each with its id
    List,
    /// Ask for a group; it is heard like any other once WhatsApp tells of it
    Create {
        /// What it is called, up to 128 characters
        subject: String,
        /// What it is for, up to 2,048 characters
        #[arg(long, default_value = "")]
        description: String,
        /// Let people in one by one
        #[arg(long)]
        approve: bool,
    },
    /// The link into a group
    Link {
        /// The group's id
        group: String,
        /// End the one before, and make another
        #[arg(long)]
        new: bool,
    },
    /// Who asks to be let in; or let them in, or turn them away
    Requests {
        /// The group's id
        group: String,
        /// Let in who asked this; may be said several times
        #[arg(long, value_name = "REQUEST")]
        admit: Vec<String>,
        /// Turn away who asked this; may be said several times
        #[arg(long, value_name = "REQUEST")]
        refuse: Vec<String>,
    },
    /// End a group: its people are left without it
    End {
        /// The group's id
        group: String,
    },
}

impl Groups {
    /// Runs it.
    ///
    /// # Errors
    /// When the number is not set up, or WhatsApp does not take what is asked.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let account = self.cloud_api.account()?;
        let account = account.context(
            "set LAKSANA_CLOUD_API_PHONE_NUMBER_ID and LAKSANA_CLOUD_API_ACCESS_TOKEN first; see laksana doctor",
        )?;
        self.wish.grant(&Graph::new(account)?).await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Wish {
    async fn grant(self, graph: &Graph) -> anyhow::Result<()> {
        match self {
            Self::List => {
                for group in graph.groups().await? {
                    println!("{}  {}", group.id, group.subject);
                }
            }
            Self::Create { subject, description, approve } => {
                graph.make_group(&subject, &description, approve).await?;
                println!("It was asked for. Once it is there, laksana groups list shows it, and link gives its link.");
            }
            Self::Link { group, new } => println!("{}", graph.group_link(&group, new).await?),
            Self::Requests { group, admit, refuse } => {
                for (asks, is_let_in) in [(&admit, true), (&refuse, false)] {
                    if !asks.is_empty() {
                        graph.answer_asks(&group, asks, is_let_in).await?;
                    }
                }
                for ask in graph.group_asks(&group).await? {
                    println!("{}  {}", ask.id, ask.who);
                }
            }
            Self::End { group } => graph.end_group(&group).await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::doctor::tests::meta;
    use crate::graph::Graph;

    #[tokio::test]
    async fn a_group_is_made_linked_and_ended() {
        let (_simulator, cloud_api) = meta().await;
        let graph = Graph::new(cloud_api.account().unwrap().unwrap()).unwrap();
        assert!(!graph.make_group("Night crew", "Guards of block A", true).await.unwrap().is_empty());
        let groups = graph.groups().await.unwrap();
        assert_eq!((groups.len(), groups[0].subject.as_str()), (1, "Night crew"));
        let id = &groups[0].id;
        let link = graph.group_link(id, false).await.unwrap();
        assert!(link.starts_with("https://chat.whatsapp.com/"));
        assert_ne!(graph.group_link(id, true).await.unwrap(), link);
        assert_eq!(graph.group_asks(id).await.unwrap(), []);
        graph.end_group(id).await.unwrap();
        assert_eq!(graph.groups().await.unwrap(), []);
        let said = graph.group_link(id, false).await.unwrap_err().to_string();
        assert!(said.contains("does not exist"), "{said}");
        let said = graph.make_group(&"x".repeat(129), "", false).await.unwrap_err().to_string();
        assert!(said.contains("128"), "{said}");
        assert!(graph.end_group("../app").await.is_err());
    }
}
