// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"
#include "ui/widgets/timeslider.h"

#include <QDateTime>
#include <QModelIndex>
#include <QWidget>

#include <array>
#include <optional>

class QAbstractItemModel;
class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace widgets {
class FlowLayout;
class MessageBanner;
class TextEditor;
struct BannerMessage;
}

namespace panels {

class ChangesPage;
class CoverageBar;
class EmptyPage;

//! A store at a moment: a slider over its past, the tree of that moment, and the text of the chosen entry. With a second
//! moment, what differs between the two. Shows and asks; a controller decides.
class PastPanel : public QWidget
{
    Q_OBJECT
public:
    explicit PastPanel(QWidget *parent = nullptr);
    ~PastPanel() override;

    void setTreeModel(QAbstractItemModel *model);        //!< a presentation::PresentedPast; not owned
    void setDifferencesModel(QAbstractItemModel *model); //!< a presentation::PresentedDifferences; not owned
    void setSubject(const QString &store);
    void setLimits(const QDateTime &earliest, const QDateTime &latest); //!< of what can be typed
    //! As the slider and the field show it; `words` to the second.
    void setMoment(int which, const QDateTime &moment, const QString &words);
    void setComparing(bool comparing);
    void setSummary(const QString &text);
    void setCoverage(const Coverage &coverage);
    void setPlaces(const QList<QString> &places); //!< for the menu of moments worth going to
    void setReasons(const QString &whyNoRestore, const QString &whyNoEvidence);
    void setCountWords(const QString &text);      //!< of the button that counts lines; empty: there is nothing to count

    void showTree();
    void showDifferences();
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);

    //! The right side.
    void showText(const QString &title, const QString &path, const QByteArray &text, const QString &warning = {});
    void showGap(const QString &title, const EmptyState &state);
    void showTextLoading(const QString &title);
    void showTextFailure(const QString &title, const FailureState &state);
    void showChanges();

    [[nodiscard]] widgets::TimeSlider *slider() const { return m_slider; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] QTreeView *differences() const { return m_differences; }
    [[nodiscard]] ChangesPage *changes() const { return m_changes; }
    [[nodiscard]] widgets::TextEditor *text() const { return m_text; }
    [[nodiscard]] bool isComparing() const;
    [[nodiscard]] bool isTyping() const; //!< a moment, which is not done yet

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);

public slots:
    void focusSlider();

signals:
    void shown();
    void momentTyped(int which, const QDateTime &moment);
    void stepRequested(widgets::TimeSlider::Step step); //!< of the moment that is active
    void placeChosen(int place);
    void comparingChanged(bool comparing);
    void entryChosen(const QModelIndex &index);
    void entryActivated(const QModelIndex &index);
    void differenceChosen(const QModelIndex &index);
    void differenceActivated(const QModelIndex &index);
    void countRequested();
    void restoreRequested();
    void evidenceRequested();
    void textRequested(); //!< *Read It*
    void openRequested(); //!< the entry itself
    void retryRequested();
    void textRetryRequested();
    void wayOutRequested(presentation::WayOut way);
    void loadAllRequested();
    void cancelRequested();
    void bannerActionTriggered(const QString &id, const QString &action);
    void paletteChanged();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildHead();
    void buildMoments();
    void buildLists();
    void buildText();
    void wire();
    void addStep(const QKeySequence &keys, widgets::TimeSlider::Step step);
    void setTitle(const QString &title, bool canOpen);
    void showSecond(bool comparing);

    widgets::MessageBanner *m_banner;
    QWidget *m_head;
    QLineEdit *m_subject;
    QPushButton *m_restore;
    QPushButton *m_evidence;
    widgets::TimeSlider *m_slider;
    QWidget *m_moments;
    QToolButton *m_back;
    QToolButton *m_forward;
    std::array<QDateTimeEdit *, 2> m_edits{};
    QCheckBox *m_compare;
    QToolButton *m_places;
    QLabel *m_summary;
    QPushButton *m_count;
    QSplitter *m_splitter;
    QStackedWidget *m_lists;
    QTreeView *m_tree;
    QTreeView *m_differences;
    EmptyPage *m_empty;
    QStackedWidget *m_texts;
    QWidget *m_textPage;
    QWidget *m_titleRow;
    QLabel *m_title;
    QPushButton *m_open;
    QLabel *m_warning;
    widgets::TextEditor *m_text;
    EmptyPage *m_gap;
    ChangesPage *m_changes;
    CoverageBar *m_coverage;
    bool m_setting = false; //!< a field shows what it was told
};

} // namespace panels
