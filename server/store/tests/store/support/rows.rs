//! Small things that all words of the vocabulary use.

use domain::{Language, Localised};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel};
use store::Store;
use uuid::Uuid;

/// A new id.
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// English text as it is stored.
pub fn english(text: &str) -> String {
    serde_json::to_string(&Localised::new(Language::En, text)).unwrap()
}

/// Inserts a whole row.
pub async fn insert<M, A>(store: &Store, row: M)
where
    M: IntoActiveModel<A> + Clone,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    <A::Entity as EntityTrait>::insert(row.into_active_model().reset_all())
        .exec_without_returning(store.writer())
        .await
        .unwrap();
}
